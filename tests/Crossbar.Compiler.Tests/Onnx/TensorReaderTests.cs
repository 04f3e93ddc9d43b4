using System.Runtime.InteropServices;
using Crossbar.Compiler.Onnx;
using Crossbar.Compiler.Onnx.Proto;
using Crossbar.Compiler.Onnx.Tensors;
using Google.Protobuf;
using DataType = Crossbar.Compiler.Onnx.Proto.TensorProto.Types.DataType;

namespace Crossbar.Compiler.Tests.Onnx;

public sealed class TensorReaderTests
{
    private static ConstantTensor Read(TensorProto tensor) => new TensorReader("model.onnx").Read(tensor, "t");

    private static float[] Floats(TensorProto tensor) => [.. Assert.IsType<FloatTensor>(Read(tensor)).Values];

    private static long[] Integers(TensorProto tensor) => [.. Assert.IsType<IntegerTensor>(Read(tensor)).Values];

    private static TensorProto Raw<T>(DataType type, params T[] values)
        where T : unmanaged => ModelBuilder.Tensor("t", type, [values.Length], MemoryMarshal.AsBytes(values.AsSpan()));

    private static TensorProto Fields(DataType type, int count, Action<TensorProto> fill)
    {
        var tensor = new TensorProto { DataType = (int)type, Dims = { count } };
        fill(tensor);
        return tensor;
    }

    private static string Message(TensorProto tensor)
    {
        var diagnostic = Reported.Only(Descriptors.InvalidModel, () => Read(tensor));
        return diagnostic.Message;
    }

    [Fact]
    public void Floating_point_types_in_raw_data()
    {
        float[] expected = [1.5f, -0.25f, 65504];
        Assert.Equal(expected, Floats(Raw(DataType.Float, expected)));
        Assert.Equal(expected, Floats(Raw(DataType.Double, 1.5, -0.25, 65504)));
        Assert.Equal(expected, Floats(Raw(DataType.Float16, (Half)1.5f, (Half)(-0.25f), (Half)65504f)));
        // bfloat16 is the upper half of a float: 1.5 = 3FC0, -0.25 = BE80.
        Assert.Equal([1.5f, -0.25f], Floats(Raw<ushort>(DataType.Bfloat16, 0x3FC0, 0xBE80)));
    }

    [Fact]
    public void Floating_point_types_in_fields()
    {
        Assert.Equal([1.5f, -2], Floats(Fields(DataType.Float, 2, t => t.FloatData.AddRange([1.5f, -2]))));
        Assert.Equal([1.5f, -2], Floats(Fields(DataType.Double, 2, t => t.DoubleData.AddRange([1.5, -2]))));
        Assert.Equal([1.5f, -2], Floats(Fields(DataType.Float16, 2, t => t.Int32Data.AddRange([0x3E00, 0xC000]))));
        Assert.Equal([1.5f, -2], Floats(Fields(DataType.Bfloat16, 2, t => t.Int32Data.AddRange([0x3FC0, 0xC000]))));
    }

    [Fact]
    public void Integer_types_in_raw_data()
    {
        Assert.Equal([-1L, 2], Integers(Raw<sbyte>(DataType.Int8, -1, 2)));
        Assert.Equal([255L, 2], Integers(Raw<byte>(DataType.Uint8, 255, 2)));
        Assert.Equal([-1L, 2], Integers(Raw<short>(DataType.Int16, -1, 2)));
        Assert.Equal([65535L, 2], Integers(Raw<ushort>(DataType.Uint16, 65535, 2)));
        Assert.Equal([-1L, 2], Integers(Raw(DataType.Int32, -1, 2)));
        Assert.Equal([4294967295L, 2], Integers(Raw<uint>(DataType.Uint32, uint.MaxValue, 2)));
        Assert.Equal([-1L, 2], Integers(Raw<long>(DataType.Int64, -1, 2)));
        Assert.Equal([1L, 2], Integers(Raw<ulong>(DataType.Uint64, 1, 2)));
        Assert.Equal([1L, 0], Integers(Raw(DataType.Bool, true, false)));
    }

    [Fact]
    public void Integer_types_in_fields()
    {
        foreach (var type in new[] { DataType.Int8, DataType.Int16, DataType.Int32, DataType.Uint8, DataType.Uint16, DataType.Bool })
            Assert.Equal([1L, 0], Integers(Fields(type, 2, t => t.Int32Data.AddRange([1, 0]))));
        Assert.Equal([-7L, 1L << 40], Integers(Fields(DataType.Int64, 2, t => t.Int64Data.AddRange([-7, 1L << 40]))));
        Assert.Equal([7L, 1], Integers(Fields(DataType.Uint32, 2, t => t.Uint64Data.AddRange([7UL, 1]))));
    }

    [Fact]
    public void A_scalar_and_an_empty_tensor()
    {
        Assert.Equal([3f], Floats(ModelBuilder.Tensor("t", DataType.Float, [], BitConverter.GetBytes(3f))));
        Assert.Empty(Floats(ModelBuilder.Tensor("t", DataType.Float, [0, 5], [])));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(9)]
    public void Raw_data_of_another_length_are_refused(int bytes)
    {
        var message = Message(ModelBuilder.Tensor("t", DataType.Float, [2], new byte[bytes]));
        Assert.Contains($"needs 8 bytes of Float but holds {bytes}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_data_are_refused()
    {
        Assert.Contains("needs 6 elements of Float but holds 0", Message(new TensorProto { DataType = (int)DataType.Float, Dims = { 2, 3 } }), StringComparison.Ordinal);
        // Data in the field of another type count as missing.
        Assert.Contains("holds 0", Message(Fields(DataType.Float, 1, t => t.Int64Data.Add(1))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { -1L })]
    [InlineData(new[] { 1L << 40 })]
    [InlineData(new[] { 1L << 32, 1L << 32 })]
    [InlineData(new[] { long.MaxValue, long.MaxValue, long.MaxValue })]
    public void Impossible_shapes_are_refused_before_memory_is_taken(long[] shape) =>
        Assert.Contains("impossible shape", Message(ModelBuilder.Tensor("t", DataType.Float, shape, [])), StringComparison.Ordinal);

    [Theory]
    [InlineData((int)DataType.String)]
    [InlineData((int)DataType.Complex64)]
    [InlineData(17)]
    [InlineData(0)]
    public void Other_types_are_refused(int type)
    {
        var tensor = new TensorProto { DataType = type, Dims = { 1 }, RawData = ByteString.CopyFrom(0, 0, 0, 0) };
        Assert.Contains("Export the model with float weights", Assert.Throws<NodeException>(() => Read(tensor)).Message, StringComparison.Ordinal);
    }
}
