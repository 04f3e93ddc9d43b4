using Crossbar.Compiler.Devices;

namespace Crossbar.Compiler.Options;

/// <summary>The device that a chip consists of.</summary>
/// <param name="Value">Its name in the catalogue, or the full path of its file.</param>
/// <param name="Definition">What that says.</param>
public sealed record DeviceChoice(string Value, DeviceDefinition Definition);
