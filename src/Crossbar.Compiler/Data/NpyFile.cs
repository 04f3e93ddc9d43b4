using System.Runtime.InteropServices;
using Crossbar.Compiler.Outputs;

namespace Crossbar.Compiler.Data;

/// <summary>Writes arrays for NumPy.</summary>
public static class NpyFile
{
    /// <summary>What files that this tool wrote look like.</summary>
    public static OutputForm Form { get; } = OutputForm.BeginningAndHolding("\u0093NUMPY", NpyHeader.Mark + "\n");

    /// <summary>Writes an .npy file of float32; whole or not at all.</summary>
    /// <param name="path">The file, replaced if it exists.</param>
    /// <param name="values">The elements, row-major.</param>
    /// <param name="shape">The dimensions, outermost first, such as [N, classes].</param>
    /// <exception cref="ArgumentException">The shape does not have as many elements.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, ReadOnlySpan<float> values, params ReadOnlySpan<int> shape)
    {
        long count = 1;
        foreach (var d in shape)
            count = checked(count * d);
        if (count != values.Length)
            throw new ArgumentException($"The shape has {count} elements, but {values.Length} are given.", nameof(shape));
        using var file = new WholeFile(path);
        file.Stream.Write(NpyHeader.WriteFloat32(shape));
        if (BitConverter.IsLittleEndian)
        {
            file.Stream.Write(MemoryMarshal.AsBytes(values));
        }
        else
        {
            Span<byte> element = stackalloc byte[sizeof(float)];
            foreach (var value in values)
            {
                System.Buffers.Binary.BinaryPrimitives.WriteSingleLittleEndian(element, value);
                file.Stream.Write(element);
            }
        }

        file.Commit();
    }
}
