// Runs the samples, each compiled into a package of its own.
class Driver {
    public static void main(String[] args) throws Exception {
        java.io.PrintStream out = System.out;
        System.setOut(new java.io.PrintStream(java.io.OutputStream.nullOutputStream()));
        for (int index = 0; index < Integer.parseInt(args[0]); index++) {
            try {
                var main = Class.forName("c" + index + ".Sample").getDeclaredMethod("main", String[].class);
                main.setAccessible(true);
                main.invoke(null, (Object) new String[0]);
            } catch (java.lang.reflect.InvocationTargetException error) {
                System.err.println("c" + index + " " + error.getCause());
            }
            // Each sample has a client with threads of its own, which end when it is collected.
            if (index % 50 == 49) System.gc();
        }
        System.setOut(out);
        System.exit(0);
    }
}
