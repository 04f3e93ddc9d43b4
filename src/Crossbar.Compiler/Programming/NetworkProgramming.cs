using Crossbar.Compiler.Conversion;
using Crossbar.Compiler.Mapping;

namespace Crossbar.Compiler.Programming;

/// <summary>The programming stage: converted tiles in the cells of the chip that is compiled for.</summary>
public static class NetworkProgramming
{
    /// <summary>Programs a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="converted">Its tiles.</param>
    /// <param name="variation">Errors of the chip's cells.</param>
    /// <param name="hardware">Devices and wires.</param>
    /// <param name="keepTargets">Whether arrays keep the values of their targets.</param>
    public static ImmutableArray<ProgrammedArray> Program(
        MappedLayer layer, ImmutableArray<ConvertedTile> converted, VariationOptions variation, HardwareDesign hardware, bool keepTargets = true)
    {
        var arrays = new ProgrammedArray[converted.Length];
        ParallelFailures.Run(arrays.Length, t => arrays[t] = Released(ArrayProgrammer.Program(layer, t, converted[t], variation, hardware)));
        return [.. arrays];

        ProgrammedArray Released(ProgrammedArray array) => keepTargets ? array : array with { Target = array.Target.Released() };
    }
}
