namespace Crossbar.Compiler.Options;

/// <summary>Where the current that the shift of the weights adds is taken away.</summary>
public enum OffsetSubtraction
{
    /// <summary>A reference column is subtracted before the ADC.</summary>
    Analog,

    /// <summary>β·Σx is subtracted after the ADC, as in the paper.</summary>
    Digital,
}
