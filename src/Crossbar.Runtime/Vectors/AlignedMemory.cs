using System.Runtime.InteropServices;

namespace Crossbar.Runtime.Vectors;

/// <summary>
/// Floats that begin with a line of the cache, so that no vector register is read from two lines, and that stay where they are: the garbage collector
/// does not move them.
/// </summary>
internal sealed unsafe class AlignedMemory
{
    private const int Alignment = 64;

    private readonly float[] _memory;
    private readonly int _first;

    /// <summary>Takes memory, all 0.</summary>
    /// <param name="length">Number of floats.</param>
    public AlignedMemory(int length)
    {
        Length = length;
        _memory = GC.AllocateArray<float>(length + (Alignment / sizeof(float)), pinned: true);
        var address = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory));
        _first = (int)(((address + Alignment - 1) & -Alignment) - address) / sizeof(float);
    }

    /// <summary>Number of floats.</summary>
    public int Length { get; }

    /// <summary>The floats.</summary>
    public Span<float> Span => _memory.AsSpan(_first, Length);

    /// <summary>Where they are, as long as this object is.</summary>
    public float* Pointer => (float*)Unsafe.AsPointer(ref _memory[_first]);

    /// <summary>A length rounded up to whole lines of the cache, so that what follows begins with one.</summary>
    /// <param name="length">Number of floats.</param>
    public static int WholeLines(int length) => (length + (Alignment / sizeof(float)) - 1) / (Alignment / sizeof(float)) * (Alignment / sizeof(float));
}
