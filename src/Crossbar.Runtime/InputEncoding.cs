namespace Crossbar.Runtime;

/// <summary>How the word lines of arrays are told an activation (docs/encodings.md).</summary>
public enum InputEncoding
{
    /// <summary>By a voltage: one read, to which each DAC gives a level in proportion to its code.</summary>
    Amplitude,

    /// <summary>
    /// By the digits of the code, the least first: a read for each, whose result is digitised by itself and weighed with its digit's factor (ISAAC,
    /// Shafiee et al., ISCA 2016, with digits of one bit).
    /// </summary>
    BitSerial,

    /// <summary>By how long the full voltage lasts: what comes out in that time is integrated, and the charge digitised.</summary>
    PulseWidth,
}
