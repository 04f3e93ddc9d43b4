using Crossbar.Compiler.Netlists.Circuits;
using Crossbar.Runtime.Circuits;
using Crossbar.Runtime.Devices.Laws;

namespace Crossbar.Compiler.Netlists.Decks;

/// <summary>The file of global parameters: what a user changes to try other wires, devices, converters and amplifiers.</summary>
internal static class NetlistParameters
{
    /// <summary>The file's name.</summary>
    public const string File = "parameters.inc";

    public const string WordLineResistance = "rword";
    public const string BitLineResistance = "rbit";
    public const string InputResistance = "rin";
    public const string OutputResistance = "rout";
    public const string FarInputResistance = "rinfar";
    public const string FarOutputResistance = "routfar";
    public const string AccessResistance = "raccess";
    public const string RowCapacitance = "c_row";
    public const string ColumnCapacitance = "c_column";
    public const string FullScale = "vfs";
    public const string MaxDacCode = "dacmax";
    public const string MaxAdcCode = "adcmax";
    public const string Nonlinearity = "kappa";
    public const string SenseVoltage = "vread";
    public const string MaxVoltage = "vmax";
    public const string GateVoltage = "vgate";
    public const string ThresholdVoltage = "vthreshold";
    public const string OnResistance = "ron";
    public const string OffResistance = "roff";
    public const string OnThreshold = "von";
    public const string OffThreshold = "voff";
    public const string OnSpeed = "kon";
    public const string OffSpeed = "koff";
    public const string OnExponent = "aon";
    public const string OffExponent = "aoff";
    public const string AmplifierGain = "aol";
    public const string RectifierGain = "arect";
    public const string AmplifierBandwidth = "gbw";
    public const string AmplifierSwing = "vswing";
    public const string SenseOffset = "sense_offset";

    /// <summary>The parameters that a model's netlists use.</summary>
    public static ImmutableArray<Parameter> For(CellDesign cells, ConverterOptions converters, PeripheralCircuits peripherals)
    {
        var r = cells.Hardware.Resistances;
        var all = ImmutableArray.CreateBuilder<Parameter>();
        Add(WordLineResistance, r.WordLine, "Word-line wire between neighbouring cells, in ohm");
        Add(BitLineResistance, r.BitLine, "Bit-line wire between neighbouring cells, in ohm");
        Add(InputResistance, r.Input, "Between a row's source and its first cell, in ohm");
        Add(OutputResistance, r.Output, "Between a column's last cell and its virtual ground, in ohm");
        if (r.DriveEnds == LineEnds.Both)
            Add(FarInputResistance, r.Input, "Between a row's source and its last cell, in ohm");
        if (r.SenseEnds == LineEnds.Both)
            Add(FarOutputResistance, r.Output, "Between a column's first cell and its virtual ground, in ohm");
        if (r.Access > 0)
            Add(AccessResistance, r.Access, "On-resistance of a cell's access transistor, in ohm");
        if (cells.Capacitances.WordLine > 0)
            Add(RowCapacitance, cells.Capacitances.WordLine, "Capacitance to ground at each cell of a row, wire and cell together, in farad");
        if (cells.Capacitances.BitLine > 0)
            Add(ColumnCapacitance, cells.Capacitances.BitLine, "Capacitance to ground at each cell of a column, wire and cell together, in farad");
        Add(FullScale, cells.Hardware.InputVoltage, "Full scale of the DACs, in volt");
        Add(MaxDacCode, Highest(cells.Hardware.Encoding == InputEncoding.BitSerial ? Math.Min(cells.Hardware.DigitBits, converters.DacBits) : converters.DacBits), "Highest code of the DACs; with ideal ones codes are shares of full scale");
        Add(MaxAdcCode, Highest(converters.AdcBits), "Highest code of the ADCs; not used where they are ideal");
        if (cells is { CoefficientCount: > 0, Hardware.Device.Current: PowerCurrent law })
            Add(MaxVoltage, law.MaxVoltage, "Voltage of either sign beyond which a memristor's current goes on as a straight line, in volt");
        if (cells.Cell == NetlistCell.Nonlinear && !cells.HasLaw)
        {
            Add(Nonlinearity, cells.Hardware.Nonlinearity, "Nonlinearity of a memristor, I = g*vread*sinh(kappa*V)/sinh(kappa*vread), in 1/volt");
            Add(SenseVoltage, cells.Hardware.SenseVoltage, "Voltage at which a memristor's conductance is read, in volt");
        }

        if (cells.Access == NetlistAccess.Mosfet)
        {
            Add(GateVoltage, AccessTransistor.Gate, "Gates of the selected access transistors, in volt");
            Add(ThresholdVoltage, AccessTransistor.Threshold, "Their threshold, in volt");
        }

        if (cells.HasState)
            AddMemristor(cells);
        if (peripherals == PeripheralCircuits.Analog)
        {
            Add(AmplifierGain, 1e6, "Open-loop gain of the amplifiers");
            // A diode's 0.5 V becomes 50 µV; a greater gain makes simulators search for long.
            Add(RectifierGain, 1e4, "Open-loop gain of the rectifiers' amplifiers");
            Add(AmplifierBandwidth, 1e9, "Their gain-bandwidth product, in hertz");
            Add(SenseOffset, 0, "Standard deviation of the input offset of the transimpedance stages' amplifiers, in volt; each stage has z of them");
            Add(AmplifierSwing, 5, "Greatest output voltage of the rectifiers' amplifiers, in volt");
        }

        return all.ToImmutable();

        void Add(string name, double value, string meaning) => all.Add(new Parameter(name, value, meaning));

        // Reads must not write: the thresholds lie above full scale. The speeds are those of a device that is written in about 100 ns.
        void AddMemristor(CellDesign design)
        {
            var threshold = Math.Max(1, 2 * design.Hardware.InputVoltage);
            Add(OnResistance, 0.5 / design.Hardware.MaxConductance, "VTEAM: resistance of state 0, in ohm");
            Add(OffResistance, design.Hardware.MinConductance > 0 ? 2 / design.Hardware.MinConductance : 1e9, "VTEAM: resistance of state 1, in ohm");
            Add(OffThreshold, threshold, "VTEAM: voltage above which the state rises, in volt");
            Add(OnThreshold, -threshold, "VTEAM: voltage below which the state falls, in volt");
            Add(OffSpeed, 1e7, "VTEAM: speed at twice the threshold, in 1/s");
            Add(OnSpeed, -1e7, "VTEAM: speed at twice the threshold, in 1/s");
            Add(OffExponent, 3, "VTEAM: exponent");
            Add(OnExponent, 3, "VTEAM: exponent");
        }
    }

    private static double Highest(int bits) => bits == 0 ? 1 : (1 << bits) - 1;
}
