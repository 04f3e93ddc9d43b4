using DataType = Crossbar.Compiler.Onnx.Proto.TensorProto.Types.DataType;

namespace Crossbar.Onnx.Tests.Operators;

/// <summary>Whole numbers that the file computes from constants: exact, or refused.</summary>
public sealed class IntegerConstantTests
{
    private const long Last = (1 << 24) - 1;

    // x + (a + b - Last), which is x where a + b = Last.
    private static ModelBuilder Sum(long a, long b) => new ModelBuilder(0, 4).Integers("a", a).Integers("b", b).Integers("c", -Last)
        .Node("Add", ["a", "b"]).ThenWith("Add", ["c"]).Then("Cast", ("to", (int)DataType.Float)).Node("Add", ["x", "Cast2_out"]);

    [Theory]
    [InlineData(Last + 1, 1)]
    [InlineData(Last, 2)]
    [InlineData(-Last, -2)]
    [InlineData(1, -Last - 2)]
    public void What_a_float_may_have_rounded_is_refused(long a, long b) =>
        Assert.Contains("16777215", ImportAssert.RefusedWith(Descriptors.UnsupportedNode, Sum(a, b)), StringComparison.Ordinal);

    [Fact]
    public void What_a_float_holds_is_exact()
    {
        var scores = new float[4];
        new CrossbarNetwork(ImportAssert.Imports(Sum(Last - 7, 7)).Design).Predict([0.5f, -1, 0, 2], scores);
        Assert.Equal([0.5f, -1, 0, 2], scores);
    }

    [Fact]
    public void A_cast_that_makes_a_number_beyond_64_bits_is_refused()
    {
        var model = new ModelBuilder(0, 4).Integers("a", -1).Node("Cast", ["a"], ("to", (int)DataType.Uint64))
            .Then("Cast", ("to", (int)DataType.Float)).Node("Add", ["x", "Cast1_out"]);
        Assert.Contains("-1", ImportAssert.RefusedWith(Descriptors.UnsupportedNode, model), StringComparison.Ordinal);
    }
}
