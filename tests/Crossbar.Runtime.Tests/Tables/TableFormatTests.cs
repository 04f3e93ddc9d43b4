using System.CodeDom.Compiler;
using Crossbar.Runtime.Tables;

namespace Crossbar.Runtime.Tests.Tables;

public sealed class TableFormatTests
{
    [Fact]
    public void The_present_format_is_read() => TableFormat.Demand(typeof(Compiled), TableFormat.Version);

    [Theory]
    [InlineData(TableFormat.Version + 1, "Reference a newer version of the package Crossbar.Runtime in the program: that of the Crossbar.Build that Crossbar.Runtime.Tests was built with.")]
    [InlineData(TableFormat.Version - 1, "Build Crossbar.Runtime.Tests again with Crossbar.Build 0.1.0, or take a newer version of it, or reference the older package Crossbar.Runtime in the program.")]
    public void Another_format_says_who_compiled_it_what_is_read_and_what_to_do(int version, string remedy)
    {
        var failure = Assert.Throws<InvalidOperationException>(() => TableFormat.Demand(typeof(Compiled), version));

        Assert.Equal(
            $"The tables of {typeof(Compiled)} in Crossbar.Runtime.Tests, which Crossbar.Build 9.8.7 compiled, have format {version}; " +
            $"Crossbar.Runtime 0.1.0, with which the program runs, reads format {TableFormat.Version}. {remedy}",
            failure.Message);
    }

    [GeneratedCode("Crossbar.Build", "9.8.7")]
    private static class Compiled;
}
