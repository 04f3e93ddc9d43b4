using System.Reflection;

namespace Crossbar.Compiler.Devices;

/// <summary>The devices that come with the tool, by name.</summary>
public static class DeviceCatalog
{
    private const string Folder = "Devices.Presets.";
    private const string Extension = ".json";

    private static readonly Assembly Assembly = typeof(DeviceCatalog).Assembly;

    /// <summary>Their names, in alphabetical order.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        .. Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => name[Folder.Length..^Extension.Length]).Order(StringComparer.Ordinal),
    ];

    /// <summary>The file of a device, as text.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static string TextOf(string name)
    {
        using var stream = Assembly.GetManifestResourceStream(Folder + name + Extension) ?? throw new ArgumentException($"There is no device '{name}'.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Whether what an option says is a file rather than one of these names.</summary>
    /// <param name="value">What it says.</param>
    public static bool IsFile(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) || value.AsSpan().IndexOfAny('/', '\\') >= 0;
    }

    /// <summary>A device of the catalogue, or of a file.</summary>
    /// <param name="device">Its name, or the path of its file.</param>
    /// <param name="diagnostics">Receives what is wrong with a file.</param>
    /// <exception cref="CompilationException">There is no such device (CBX0026), or the file is none (CBX0019).</exception>
    public static DeviceDefinition Load(string device, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        var found = IsFile(device) ? DeviceFile.Read(device, diagnostics) : Find(device);
        diagnostics.ThrowIfErrors();
        return found ?? throw new CompilationException(Descriptors.InvalidOption, null, "device", device, WhatThereIs(device));
    }

    /// <summary>What to write in the place of a name that is not there.</summary>
    /// <param name="name">The name.</param>
    internal static string WhatThereIs(string name) => Spelling.Nearest(name, Names) is { } nearest
        ? $"no device of that name comes with the tool. Did you mean {nearest}?"
        : $"no device of that name comes with the tool. There are {string.Join(", ", Names)}; a file of your own ends in .json.";

    /// <summary>A device of the catalogue.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Null for one that is not there.</returns>
    public static DeviceDefinition? Find(string name) =>
        Names.Contains(name) ? DeviceFile.Parse(System.Text.Encoding.UTF8.GetBytes(TextOf(name)), name) : null;
}
