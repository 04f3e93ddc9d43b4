using System.Text;

namespace Crossbar.EndToEnd.Tests;

/// <summary>NumPy arrays as files.</summary>
internal static class CalibrationFile
{
    /// <summary>A .npy file of float32 numbers between 0 and 1.</summary>
    public static byte[] Npy(params int[] shape) =>
        Npy([.. Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(k => k * 7 % 11 / 10f)], shape);

    /// <summary>A .npy file of given float32 numbers.</summary>
    public static byte[] Npy(float[] values, params int[] shape)
    {
        var header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({string.Join(", ", shape)},), }}";
        header = header.PadRight((((header.Length + 11 + 63) / 64) * 64) - 11) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8), .. Encoding.ASCII.GetBytes(header), .. OnnxMessage.Floats(values)];
    }
}
