namespace Crossbar.Compiler.Options;

/// <summary>The headings under which help and documentation list the options.</summary>
public enum OptionGroup
{
    /// <summary>The generated class.</summary>
    Class,

    /// <summary>Calibration data, labels, byte images.</summary>
    Data,

    /// <summary>From weights to arrays.</summary>
    Mapping,

    /// <summary>Converter ranges and fits.</summary>
    Calibration,

    /// <summary>Devices, wires and converters of the chip.</summary>
    Hardware,

    /// <summary>What is random, and its seed.</summary>
    Variation,

    /// <summary>What was measured of the chip.</summary>
    Measured,

    /// <summary>What is written.</summary>
    Output,
}
