using Crossbar.Compiler.Conversion;

namespace Crossbar.Compiler.Tests.Conversion;

/// <summary>The exact conversion of a tile as it lies, failing as the compiler does.</summary>
internal static class Exact
{
    public static ConvertedTile Convert(string layerName, MappedTile tile, HardwareDesign hardware)
    {
        try
        {
            return ExactConversion.Convert(layerName, [tile], hardware, new FeasibilityAdvice(new MappingOptions(), hardware));
        }
        catch (InfeasibleArrayException refusal)
        {
            throw new CompilationException([refusal.Describe(1, 1)]);
        }
    }
}
