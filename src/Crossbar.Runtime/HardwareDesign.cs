using Crossbar.Runtime.Circuits;
using Crossbar.Runtime.Devices.Laws;

namespace Crossbar.Runtime;

/// <summary>The chip that a network is compiled for: its devices and its wires (defaults: the paper's).</summary>
public sealed record HardwareDesign
{
    /// <summary>The least conductance that a memristor can be programmed to, in siemens.</summary>
    public double MinConductance { get; init; } = 1 / 300e3;

    /// <summary>The greatest conductance that a memristor can be programmed to, in siemens.</summary>
    public double MaxConductance { get; init; } = 1 / 15e3;

    /// <summary>Parasitic resistances of every array.</summary>
    public ArrayResistances Resistances { get; init; } = ArrayResistances.Default;

    /// <summary>The DAC's full-scale voltage, in volt; inputs lie in [0, InputVoltage].</summary>
    public double InputVoltage { get; init; } = 0.4;

    /// <summary>The voltage at which a nonlinear memristor's conductance is read, in volt.</summary>
    public double SenseVoltage { get; init; } = 0.2;

    /// <summary>κ of I = G·V_s·sinh(κV)/sinh(κV_s), in 1/volt; 0 is a linear memristor.</summary>
    public double Nonlinearity { get; init; }

    /// <summary>How word lines are told an activation.</summary>
    public InputEncoding Encoding { get; init; }

    /// <summary>
    /// Bits of the digits that <see cref="InputEncoding.BitSerial"/> sends one after the other; with <see cref="InputEncoding.Spikes"/> those of a code, for
    /// which a read has as many moments as the code can count.
    /// </summary>
    public int DigitBits { get; init; } = 1;

    /// <summary>What else is known of the devices; null for nothing.</summary>
    public DeviceLaws? Device { get; init; }

    /// <summary>The converters that it was built with; null for converters as designed.</summary>
    public ConverterVariation? Converters { get; init; }

    /// <summary>Neighbouring columns of an array that share an ADC, and with it how that was built.</summary>
    public int ColumnsPerAdc { get; init; } = 1;

    /// <summary>Whether a cell's current is its conductance times its voltage.</summary>
    public bool IsLinear => Nonlinearity == 0 && Device?.Current is null;

    /// <summary>How many reads tell the arrays an activation.</summary>
    /// <param name="dacBits">Bits of a code, 0 for codes that are not rounded.</param>
    public int PulsesOf(int dacBits) => Encoding == InputEncoding.BitSerial ? Math.Max(1, (dacBits + DigitBits - 1) / DigitBits) : 1;

    /// <summary>Whether rows are on or off, and for how long tells an activation.</summary>
    public bool IsTimed => Encoding is InputEncoding.PulseWidth or InputEncoding.Spikes;

    /// <summary>How many bits tell the levels that a row's driver has.</summary>
    /// <param name="dacBits">Bits of a code, 0 for codes that are not rounded.</param>
    public int DriverBitsOf(int dacBits) => dacBits == 0 ? 0 : Encoding switch
    {
        InputEncoding.BitSerial => Math.Min(DigitBits, dacBits),
        InputEncoding.PulseWidth or InputEncoding.Spikes => 1,
        _ => dacBits,
    };

    /// <summary>The same chip with cells whose current is their conductance times their voltage.</summary>
    public HardwareDesign AsLinear() => this with { Nonlinearity = 0, Device = Device is null ? null : Device with { Current = null } };
}
