namespace Crossbar.Compiler.Tests.Netlists;

public sealed class NetlistHeaderTests
{
    // ngspice 39 ends with "fatal error in ngspice" at a first line of 70,000 characters, which is what a layer may be called.
    [Theory]
    [InlineData(500, 500)]
    [InlineData(501, 503)]
    [InlineData(70_000, 503)]
    public void A_title_of_any_length_is_one_that_simulators_read(int length, int expected)
    {
        var lines = new NetlistHeader(["Model: Test.onnx"]).With(new string('c', length), ["special"]);
        Assert.Equal(expected, lines[0].Length);
        Assert.Equal(["special", "Model: Test.onnx"], lines.Skip(1));
    }
}
