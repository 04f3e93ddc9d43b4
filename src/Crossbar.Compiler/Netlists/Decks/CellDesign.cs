using Crossbar.Runtime.Circuits;

namespace Crossbar.Compiler.Netlists.Decks;

/// <summary>What the cells of all arrays are.</summary>
/// <param name="Cell">The memristor; never <see cref="NetlistCell.Auto"/>.</param>
/// <param name="Access">The access transistor.</param>
/// <param name="Hardware">Devices and wires.</param>
public sealed record CellDesign(NetlistCell Cell, NetlistAccess Access, HardwareDesign Hardware)
{
    /// <summary>What the options choose.</summary>
    /// <param name="netlist">What netlists are to be.</param>
    /// <param name="hardware">Devices and wires.</param>
    /// <param name="capacitances">What the wires have to be charged with; null where it is not considered.</param>
    /// <exception cref="CompilationException">The file of the user's own subcircuit is not valid (CBX0018, CBX0102, CBX0103, CBX0104).</exception>
    public static CellDesign Of(NetlistOptions netlist, HardwareDesign hardware, NodeCapacitances? capacitances = null) => new(
        netlist.Cell != NetlistCell.Auto ? netlist.Cell : hardware.IsLinear ? NetlistCell.Resistor : NetlistCell.Nonlinear,
        netlist.Access,
        hardware)
    {
        Custom = netlist.Cell == NetlistCell.Custom ? UserCell.Read(netlist.Subcircuit!) : null,
        Limit = netlist.Tolerance ?? NetlistOptions.DefaultTolerance,
        Capacitances = capacitances ?? default,
    };

    /// <summary>The user's own memristor; null for ours.</summary>
    public UserCell? Custom { get; init; }

    /// <summary>The greatest relative difference allowed between the user's own memristors and the declared law.</summary>
    public double Limit { get; init; }

    /// <summary>Capacitances to ground at each cell's places on its wires; 0 for none.</summary>
    public NodeCapacitances Capacitances { get; init; }

    /// <summary>Whether a simulator must iterate.</summary>
    public bool IsNonlinear => Cell is NetlistCell.Nonlinear or NetlistCell.Custom || Access == NetlistAccess.Mosfet;

    /// <summary>Whether the transfer matrices of the compiled network hold for these cells.</summary>
    public bool IsLinear => Cell != NetlistCell.Nonlinear && Access != NetlistAccess.Mosfet && Hardware.IsLinear;

    /// <summary>Whether the cells have a state, so that decks are transient.</summary>
    public bool HasState => Cell == NetlistCell.Memristor;

    /// <summary>The characteristic at read voltages, of the user's own memristors the declared one; null for a linear one.</summary>
    public IDevice? Device { get; init; } = Cell is NetlistCell.Nonlinear or NetlistCell.Custom && !Hardware.IsLinear ? Runtime.Devices.Device.Of(Hardware) : null;

    /// <summary>Whether a cell is an instance of the subcircuit that has the characteristic.</summary>
    public bool HasLaw => Cell == NetlistCell.Nonlinear && Device is TableDevice or { IsProportional: false };

    /// <summary>How many numbers of its own a cell gives that subcircuit beside its conductance.</summary>
    public int CoefficientCount => HasLaw && Device is { IsProportional: false } ? Device.CoefficientCount : 0;
}
