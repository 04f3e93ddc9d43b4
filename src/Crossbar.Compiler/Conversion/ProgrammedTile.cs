using Crossbar.Compiler.Mapping;
using Crossbar.Runtime;
using Crossbar.Runtime.Devices;

namespace Crossbar.Compiler.Conversion;

/// <summary>An array with the conductances to program.</summary>
/// <param name="Mapped">What it stands for.</param>
/// <param name="Conductances">Row-major [M, bit lines], in siemens, as stored (single precision).</param>
/// <param name="Transfer">The transfer matrix of exactly these conductances, row-major [M, bit lines], in siemens.</param>
/// <param name="MinConductance">What value 0 of the normalised target stands for, in siemens.</param>
/// <param name="Range">What value 1 adds to it, in siemens.</param>
/// <param name="Quality">How well the transfer matrix meets the target.</param>
public sealed record ProgrammedTile(
    MappedTile Mapped, float[] Conductances, double[] Transfer, double MinConductance, double Range, ConversionQuality Quality)
{
    /// <summary>β: the transfer conductance of weight 0, in siemens.</summary>
    public double ZeroConductance => MinConductance + (Range * Mapped.Target.ZeroLevel);

    /// <summary>α of one output column: siemens a unit of weight.</summary>
    public double ScaleOf(int output) => Range * Mapped.Target.ColumnScales[output];

    /// <summary>The same array as a chip would hold it: every conductance with a seeded error, the transfer matrix solved anew.</summary>
    public ProgrammedTile WithProgrammingError(HardwareDesign hardware, double sigma, RandomSequence random)
    {
        var conductances = Array.ConvertAll(Conductances, g => (double)g);
        ProgrammingError.Apply(conductances, sigma, random);
        return TileConverter.Finish(Mapped, hardware, conductances, Range, Quality.Solves);
    }
}
