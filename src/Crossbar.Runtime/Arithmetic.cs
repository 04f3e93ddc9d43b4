namespace Crossbar.Runtime;

/// <summary>What a chip's digital half, all that lies between ADCs and the next layer's DACs, computes with.</summary>
public enum Arithmetic
{
    /// <summary>Numbers of single precision.</summary>
    SinglePrecision,

    /// <summary>
    /// Whole numbers of as many bits as each value needs (docs/rtl.md): what the generated hardware computes, bit for bit, on every machine and any
    /// number of threads.
    /// </summary>
    FixedPoint,
}
