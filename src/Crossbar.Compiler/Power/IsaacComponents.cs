namespace Crossbar.Compiler.Power;

/// <summary>
/// Power and area of a crossbar's parts, after table I of Shafiee et al., "ISAAC: A Convolutional Neural Network Accelerator with In-Situ
/// Analog Arithmetic in Crossbars" (ISCA 2016), whose in-situ multiply-accumulate unit has 8 arrays of 128×128 cells (2.4 mW,
/// 0.0002 mm²), 8 ADCs of 8 bits (16 mW, 0.0096 mm²) and 8×128 DACs of 1 bit (4 mW, 0.00017 mm²).
/// </summary>
/// <param name="CellPower">Power of a cell, in watt.</param>
/// <param name="CellArea">Area of a cell, in mm².</param>
public sealed record IsaacComponents(double CellPower, double CellArea)
{
    /// <summary>Columns that share one ADC.</summary>
    public const int ColumnsPerAdc = 128;

    /// <summary>Duration of ISAAC's cycle, in second: one read of an array, in which its ADC converts the currents of all 128 columns.</summary>
    public const double Cycle = 100e-9;

    /// <summary>ISAAC's own figures.</summary>
    public static IsaacComponents Published { get; } = new(2.4e-3 / (8 * 128 * 128), 0.0002 / (8 * 128 * 128));

    /// <summary>The reference paper's reading for its table 2, which gives each array the figures of all eight.</summary>
    public static IsaacComponents AsInThePaper { get; } = new(2.4e-3 / (128 * 128), 0.0002 / (128 * 128));

    /// <summary>Power of an ADC, in watt.</summary>
    public static double AdcPower => 16e-3 / 8;

    /// <summary>Area of an ADC, in mm².</summary>
    public static double AdcArea => 0.0096 / 8;

    /// <summary>Power of a DAC, in watt: the 1-bit DAC's doubled with every bit, as the paper does for its 8-bit ones.</summary>
    public static double DacPower(int bits) => 4e-3 / 1024 * Math.Pow(2, bits);

    /// <summary>Energy of one conversion of a DAC, in joule.</summary>
    public static double DacEnergy(int bits) => DacPower(bits) * Cycle;

    /// <summary>
    /// Energy of one conversion of an ADC, in joule: that of ISAAC's 8 bits doubled with every bit, at a constant energy per step
    /// (the figure of merit of Walden, "Analog-to-digital converter survey and analysis", IEEE J. Sel. Areas Commun. 17 (1999) 539).
    /// </summary>
    public static double AdcEnergy(int bits) => AdcPower * Cycle / ColumnsPerAdc * Math.Pow(2, bits - 8);

    /// <summary>Area of a DAC, in mm², scaled likewise.</summary>
    public static double DacArea(int bits) => 0.00017 / 1024 * Math.Pow(2, bits);
}
