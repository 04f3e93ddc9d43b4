using Crossbar.Compiler.Data;

namespace Crossbar.Compiler.Devices;

/// <summary>The devices that come with the tool.</summary>
public static class DeviceCatalog
{
    /// <summary>All of them, by name.</summary>
    public static PresetCatalog<DeviceDefinition> Devices { get; } = new("device", "Devices.Presets.", DeviceFile.Parse, Descriptors.InvalidDeviceFile);
}
