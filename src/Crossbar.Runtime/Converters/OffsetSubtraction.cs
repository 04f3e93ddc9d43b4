namespace Crossbar.Runtime.Converters;

/// <summary>Where the current of the shift β (the conductance that stands for weight 0) is taken off.</summary>
public enum OffsetSubtraction
{
    /// <summary>Before the ADC: a reference column, all of whose cells stand for weight 0, is subtracted, so the ADC sees signal only.</summary>
    Analog,

    /// <summary>After the ADC, as in the paper (section 3.1): β·Σx is subtracted digitally and the ADC sees the whole current.</summary>
    Digital,
}
