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

    /// <summary>
    /// By how many spikes of the full voltage come during a read, evenly spread. Each column has a neuron in the place of an ADC, which fires whenever the
    /// charge that it has gathered reaches its threshold, and keeps the rest; its spikes are counted, and those of a column that stands for negative
    /// weights subtracted (FPSA, Ji et al., ASPLOS 2019).
    /// </summary>
    Spikes,
}
