using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Crossbar.Compiler.Onnx.Proto;
using DataType = Crossbar.Compiler.Onnx.Proto.TensorProto.Types.DataType;

namespace Crossbar.Compiler.Onnx.Tensors;

/// <summary>
/// Reads the tensors of one model, whichever of the format's fields holds their elements. Sizes are checked before memory is
/// taken.
/// </summary>
/// <param name="modelPath">The model's file: messages name it, and external data must lie in its folder.</param>
internal sealed class TensorReader(string modelPath)
{
    private readonly ExternalData _externalData = new(modelPath);

    /// <summary>Full paths of the external data files read so far.</summary>
    public IReadOnlyCollection<string> ExternalFiles => _externalData.Files;

    /// <summary>Reads a tensor.</summary>
    /// <param name="tensor">The tensor as parsed.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="CompilationException">Its size or data cannot be.</exception>
    /// <exception cref="NodeException">Its type is none that is read.</exception>
    public ConstantTensor Read(TensorProto tensor, string name)
    {
        var dimensions = tensor.Dims.ToImmutableArray();
        var shape = $"[{string.Join(", ", dimensions)}]";
        var count = ConstantTensor.CountElements(dimensions.AsSpan())
            ?? throw Invalid($"tensor '{name}' declares the impossible shape {shape}.");
        var type = (DataType)tensor.DataType;
        var size = ElementSize(type)
            ?? throw new NodeException(
                $"It reads tensor '{name}' of type {type}, which is not supported. Export the model with float weights, before any quantisation.");

        if (tensor.DataLocation == TensorProto.Types.DataLocation.External)
            return FromBytes(_externalData.Read(tensor, name, (long)count * size), type, dimensions, count);
        if (tensor.HasRawData)
        {
            if (tensor.RawData.Length != (long)count * size)
                throw Invalid(
                    $"tensor '{name}' of shape {shape} needs {(long)count * size} bytes of {type} but holds {tensor.RawData.Length}.");
            return FromBytes(tensor.RawData.Span, type, dimensions, count);
        }

        return FromFields(tensor, name, type, dimensions, count);
    }

    private ConstantTensor FromFields(TensorProto tensor, string name, DataType type, ImmutableArray<long> dimensions, int count)
    {
        switch (type)
        {
            case DataType.Float:
                Check(tensor.FloatData.Count);
                return new FloatTensor(dimensions, [.. tensor.FloatData]);
            case DataType.Double:
                Check(tensor.DoubleData.Count);
                return new FloatTensor(dimensions, [.. tensor.DoubleData.Select(v => (float)v)]);
            case DataType.Float16:
                Check(tensor.Int32Data.Count);
                return new FloatTensor(dimensions, [.. tensor.Int32Data.Select(v => (float)BitConverter.UInt16BitsToHalf((ushort)v))]);
            case DataType.Bfloat16:
                Check(tensor.Int32Data.Count);
                return new FloatTensor(dimensions, [.. tensor.Int32Data.Select(v => BitConverter.Int32BitsToSingle(v << 16))]);
            case DataType.Int64:
                Check(tensor.Int64Data.Count);
                return new IntegerTensor(dimensions, [.. tensor.Int64Data]) { Type = type };
            case DataType.Uint32 or DataType.Uint64:
                Check(tensor.Uint64Data.Count);
                return new IntegerTensor(dimensions, [.. tensor.Uint64Data.Select(v => unchecked((long)v))]) { Type = type };
            default:
                Check(tensor.Int32Data.Count);
                return new IntegerTensor(dimensions, [.. tensor.Int32Data.Select(v => (long)v)]) { Type = type };
        }

        void Check(int held)
        {
            if (held != count)
                throw Invalid(
                    $"tensor '{name}' of shape [{string.Join(", ", dimensions)}] needs {count} elements of {type} but holds {held}.");
        }
    }

    /// <summary>Decodes little-endian bytes, as raw_data and external data hold them.</summary>
    private static ConstantTensor FromBytes(ReadOnlySpan<byte> bytes, DataType type, ImmutableArray<long> dimensions, int count)
    {
        if (type is DataType.Float or DataType.Double or DataType.Float16 or DataType.Bfloat16)
        {
            var floats = new float[count];
            if (type == DataType.Float && BitConverter.IsLittleEndian)
                bytes.CopyTo(MemoryMarshal.AsBytes(floats.AsSpan()));
            else
            {
                var size = ElementSize(type)!.Value;
                for (var i = 0; i < count; i++)
                    floats[i] = DecodeFloat(bytes.Slice(i * size, size), type);
            }

            return new FloatTensor(dimensions, ImmutableCollectionsMarshal.AsImmutableArray(floats));
        }

        var integers = new long[count];
        var width = ElementSize(type)!.Value;
        for (var i = 0; i < count; i++)
            integers[i] = DecodeInteger(bytes.Slice(i * width, width), type);
        return new IntegerTensor(dimensions, ImmutableCollectionsMarshal.AsImmutableArray(integers)) { Type = type };
    }

    private static float DecodeFloat(ReadOnlySpan<byte> bytes, DataType type) => type switch
    {
        DataType.Float => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        DataType.Double => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        DataType.Float16 => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        _ => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16),
    };

    private static long DecodeInteger(ReadOnlySpan<byte> bytes, DataType type) => type switch
    {
        DataType.Int8 => (sbyte)bytes[0],
        DataType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        DataType.Uint16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        DataType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        DataType.Uint32 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        DataType.Int64 or DataType.Uint64 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        _ => bytes[0],
    };

    /// <summary>Bytes an element in raw_data; null for types that the importer cannot read.</summary>
    private static int? ElementSize(DataType type) => type switch
    {
        DataType.Uint8 or DataType.Int8 or DataType.Bool => 1,
        DataType.Uint16 or DataType.Int16 or DataType.Float16 or DataType.Bfloat16 => 2,
        DataType.Float or DataType.Int32 or DataType.Uint32 => 4,
        DataType.Double or DataType.Int64 or DataType.Uint64 => 8,
        _ => null,
    };

    private CompilationException Invalid(string what) => new(Descriptors.InvalidModel, modelPath, what);
}
