# Runs the sample files of the current folder.
for my $path (sort glob 'case_*.pl') {
    open my $null, '>', '/dev/null';
    my $out = select $null;
    do "./$path";
    print STDERR "$path $@\n" if $@;
    select $out;
}
