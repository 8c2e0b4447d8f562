<?php
// Runs the sample files of the current folder, each in a scope of its own.
foreach (glob('case_*.php') as $path) {
    ob_start();
    try {
        (function ($path) { include $path; })($path);
    } catch (Throwable $error) {
        fwrite(STDERR, "$path $error\n");
    }
    ob_end_clean();
}
