namespace Crossbar.Compiler.Rtl.Verification;

/// <summary>What synthesis makes of a layer of the digital half, its library modules included, or of all (<see cref="Total"/>).</summary>
/// <param name="Module">The layer's module; what the chip's own module has beside its layers stands under the chip's name.</param>
/// <param name="Arrays">Crossbar arrays, which synthesis leaves to who has the macro.</param>
/// <param name="Cells">Adders, multipliers, comparators, multiplexers, gates and registers, each of as many bits as it takes.</param>
/// <param name="Multipliers">How many of these multiply, by constants nearly all.</param>
/// <param name="FlipFlops">Flip-flops, in bits.</param>
/// <param name="MemoryBits">Memories (line buffers, FIFOs, tables), in bits.</param>
public sealed record RtlCellRow(string Module, long Arrays, long Cells, long Multipliers, long FlipFlops, long MemoryBits)
{
    /// <summary>What the last row is called.</summary>
    public const string Total = "total";
}
