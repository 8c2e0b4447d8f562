// Runs the samples, each compiled into a namespace of its own.
class Driver
{
    static void Main(string[] args)
    {
        var error = System.Console.Error;
        System.Console.SetOut(System.IO.TextWriter.Null);
        for (var index = 0; index < int.Parse(args[0]); index++)
        {
            try
            {
                var flags = System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static;
                var main = System.Type.GetType("C" + index + ".Sample").GetMethod("Main", flags);
                main.Invoke(null, null);
            }
            catch (System.Exception failure)
            {
                error.WriteLine("C" + index + " " + failure.GetBaseException().Message);
            }
        }
        System.Environment.Exit(0);
    }
}
