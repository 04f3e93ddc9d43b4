namespace Crossbar.Compiler.Options;

/// <summary>How a layer's weights are laid out on arrays.</summary>
public enum MappingScheme
{
    /// <summary>Each kernel unrolled into one column, shifted to be positive; one read a position.</summary>
    Dense,

    /// <summary>Two neighbouring columns per output: one holds the positive weights, the other the negative ones.</summary>
    Differential,

    /// <summary>Two arrays per tile: one holds the positive weights, the other the negative ones and sees inverted inputs.</summary>
    SignedInput,

    /// <summary>
    /// The whole convolution as a Toeplitz matrix: one read per image, on two arrays of pixels × outputs as with <see cref="SignedInput"/>, with
    /// devices only where an output's window has a pixel.
    /// </summary>
    Toeplitz,
}
