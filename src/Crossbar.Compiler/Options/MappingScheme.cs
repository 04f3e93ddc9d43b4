namespace Crossbar.Compiler.Options;

/// <summary>How a layer's weights are laid out on arrays.</summary>
public enum MappingScheme
{
    /// <summary>Each kernel unrolled into one column, shifted to be positive; one read a position.</summary>
    Dense,
}
