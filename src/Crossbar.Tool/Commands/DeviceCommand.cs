using Crossbar.Compiler.Devices;

namespace Crossbar.Tool.Commands;

/// <summary><c>crossbar device</c>: the devices that come with the tool, and conductances drawn from one.</summary>
internal static class DeviceCommand
{
    private const int MaxSamples = 1_000_000;

    public static Command Create(TextWriter output, TextWriter error) =>
        new("device", "Lists devices, shows one, draws conductances from its laws.")
        {
            PresetCommands.List(
                output, error, DeviceCatalog.Devices, "The devices that come with the tool, a line each: name, range in microsiemens, what it is.",
                device => string.Create(CultureInfo.InvariantCulture, $"{device.Laws.Name,-24}{$"{device.Laws.MinConductance * 1e6:G4} to {device.Laws.MaxConductance * 1e6:G4} µS",-22}{device.Summary}")),
            PresetCommands.Show(output, error, DeviceCatalog.Devices),
            Sample(output, error),
        };

    private static Command Sample(TextWriter output, TextWriter error)
    {
        var command = new Command("sample", "Draws conductances for given targets, as CSV: target, conductance after the age, standard deviation of its noise from read to read, writes. Of cells that can be programmed: none is stuck, and targets are not rounded to levels.");
        var device = PresetCommands.Argument(command, DeviceCatalog.Devices);
        var targets = new NumbersArgument(command, "--targets", "Targets, in siemens (default: eleven over the device's range).", target => target is >= 0 and <= 1, "siemens, 0 to 1");
        var count = new WholeNumberArgument(command, "--count", "Cells per target.", "count", 1, 1000, MaxSamples);
        var age = new NumberArgument(command, "--age", "How long after programming (default 0): 90 (seconds), 1d, 1y.", "time", Duration.Parse, Duration.Rule);
        var seed = new WholeNumberArgument(command, "--seed", "Seed of everything random.", "seed", int.MinValue, 0);
        command.SetAction(parsed => Guarded.Run(error, diagnostics =>
        {
            var laws = DeviceCatalog.Devices.Load(parsed.GetValue(device)!, diagnostics).Laws;
            var asked = targets.Of(parsed);
            if (asked.Length == 0)
                asked = [.. Enumerable.Range(0, 11).Select(k => laws.MinConductance + ((laws.MaxConductance - laws.MinConductance) * k / 10))];
            var samples = DeviceSampling.Draw(laws, asked, count.Of(parsed)!.Value, age.Of(parsed) ?? 0, seed.Of(parsed)!.Value);
            output.WriteLine("target,conductance,readSigma,writes");
            foreach (var sample in samples)
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sample.Target:R},{sample.Conductance:R},{sample.ReadSigma:R},{sample.Writes}"));
        }));
        return command;
    }
}
