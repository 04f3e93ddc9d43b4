using Crossbar.Compiler.Components;
using Crossbar.Compiler.Power;
using Crossbar.Compiler.Rtl;
using Crossbar.Compiler.Rtl.Counts;
using Crossbar.Compiler.Scheduling;

namespace Crossbar.Compiler.Account;

/// <summary>Draws up the account of a chip: times as its hardware takes them, energies of its arrays as solved, all else by the figures of its components.</summary>
public static class ChipAccounting
{
    private const string Always = "Leakage, the clock's own tree, control, the choice of the class, and what brings images to the chip.";

    /// <summary>Accounts for a compiled network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="power">What its arrays and converters use.</param>
    /// <param name="options">Its options.</param>
    /// <exception cref="CompilationException">The chip has fewer arrays than the network needs (CBX0112).</exception>
    public static ChipAccount Of(CompiledNetwork network, NetworkPower power, CompilerOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(power);
        ArgumentNullException.ThrowIfNull(options);
        var components = options.Hardware.Components.Definition;
        var schedule = ChipSchedule.Of(network.Design, options);
        var left = ImmutableArray.CreateBuilder<string>();
        left.Add(Always);
        var rtl = Digital(network.Design, schedule.Plan, components, left);
        if (options.Converters.DacBits == 0)
            left.Add("Row drivers: ideal ones (DacBits=0) have no figure.");
        if (options.Converters.InputEncoding == InputEncoding.Spikes)
            left.Add("Neurons, which have no published figure.");
        else if (options.Converters.AdcBits == 0)
            left.Add("ADCs: ideal ones (AdcBits=0) have no figure.");
        if (!schedule.Assumed.IsEmpty)
            left.Add($"Hardware of {string.Join(", ", schedule.Assumed.Select(name => $"'{name}'"))}: there is none, and buffers of whole images stand for it in all times.");

        var layers = ImmutableArray.CreateBuilder<LayerAccount>();
        var crossbars = 0;
        for (var k = 0; k < network.Design.Layers.Length; k++)
        {
            DigitalLoad? load = rtl is not null && k < rtl.Layers.Length ? DigitalCount.Of(rtl, k) : null;
            if (crossbars < network.Layers.Length && network.Layers[crossbars].Unrolled.Index == k)
            {
                layers.Add(LayerAccounting.OnCrossbars(network.Layers[crossbars], power.Layers[crossbars], schedule.Layers[crossbars], load, schedule.Plan, options));
                crossbars++;
            }
            else if (load is { } digital && digital != default)
            {
                layers.Add(LayerAccounting.Digital(network.Design.Layers[k].Name, digital, components));
            }
        }

        return new ChipAccount(
            schedule, network.Layers.Sum(layer => OperationsOf(network.Software, layer.Unrolled.Index)), components.Name, PartAmounts.Sum([.. layers.Select(layer => layer.Energy)]),
            PartAmounts.Sum([.. layers.Select(layer => layer.Area)]), layers.ToImmutable(), left.ToImmutable());
    }

    // A multiplication and an addition for each weight at each position.
    private static long OperationsOf(NetworkDesign software, int layer)
    {
        var convolution = (Convolution)software.Layers[layer];
        return 2L * convolution.Weights.Length * (convolution.OutputShape.Length / convolution.Outputs);
    }

    private static RtlDesign? Digital(NetworkDesign design, ArrayPlan plan, ComponentSet components, ImmutableArray<string>.Builder left)
    {
        if (components.Digital is null)
        {
            left.Add($"The digital half: the components {components.Name} have no figures for it.");
            return null;
        }

        try
        {
            // How converters were built changes none of what is behind them.
            return RtlDesign.Of("chip", design with { Hardware = design.Hardware with { Converters = null } }, plan);
        }
        catch (CompilationException refused)
        {
            left.Add($"The digital half, for there is no hardware of it. {refused.Summary}");
            return null;
        }
    }
}
