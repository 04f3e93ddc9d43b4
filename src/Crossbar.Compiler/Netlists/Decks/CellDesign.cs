using Crossbar.Runtime.Devices;

namespace Crossbar.Compiler.Netlists.Decks;

/// <summary>What the cells of all arrays are.</summary>
/// <param name="Cell">The memristor; never <see cref="NetlistCell.Auto"/>.</param>
/// <param name="Access">The access transistor.</param>
/// <param name="Hardware">Devices and wires.</param>
public sealed record CellDesign(NetlistCell Cell, NetlistAccess Access, HardwareDesign Hardware)
{
    /// <summary>What the options choose.</summary>
    public static CellDesign Of(NetlistOptions netlist, HardwareDesign hardware) => new(
        netlist.Cell != NetlistCell.Auto ? netlist.Cell : hardware.IsLinear ? NetlistCell.Resistor : NetlistCell.Nonlinear,
        netlist.Access,
        hardware);

    /// <summary>Whether a simulator must iterate.</summary>
    public bool IsNonlinear => Cell == NetlistCell.Nonlinear || Access == NetlistAccess.Mosfet;

    /// <summary>Whether the transfer matrices of the compiled network hold for these cells.</summary>
    public bool IsLinear => !IsNonlinear && Hardware.IsLinear;

    /// <summary>Whether the cells have a state, so that decks are transient.</summary>
    public bool HasState => Cell == NetlistCell.Memristor;

    /// <summary>The characteristic at read voltages; null for a linear one.</summary>
    public IDevice? Device { get; init; } = Cell == NetlistCell.Nonlinear ? Runtime.Devices.Device.Of(Hardware) : null;

    /// <summary>Whether a cell is an instance of the subcircuit that has the characteristic.</summary>
    public bool HasLaw => Device is TableDevice or { IsProportional: false };

    /// <summary>How many numbers of its own a cell gives that subcircuit beside its conductance.</summary>
    public int CoefficientCount => Device is { IsProportional: false } ? Device.CoefficientCount : 0;
}
