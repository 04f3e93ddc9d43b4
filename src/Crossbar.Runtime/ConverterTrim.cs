namespace Crossbar.Runtime;

/// <summary>What the chip's digital half does about errors of its converters.</summary>
public enum ConverterTrim
{
    /// <summary>
    /// It has measured each converter's best straight line, least squares over its codes, and takes it out: ADC codes are decoded with it, codes are
    /// divided by a DAC's gain, to the nearest there is, and what columns carry of rows at code 0 is taken away.
    /// </summary>
    FirstOrder,

    /// <summary>Nothing: codes stand for what they were designed to stand for.</summary>
    None,
}
