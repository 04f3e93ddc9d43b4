using Crossbar.Compiler.Devices;

namespace Crossbar.Compiler.Options;

/// <summary>The device: one of the catalogue, by name, or a JSON file relative to the base directory.</summary>
internal sealed record DeviceOption(
    string Name,
    string Description,
    Func<CompilerOptions, DeviceChoice?> Get,
    Func<CompilerOptions, DeviceChoice, CompilerOptions> Set) : OptionDefinition(Name, Description)
{
    public override string ValueKind => "name or file";

    public override string Range => $"{string.Join(", ", DeviceCatalog.Names)}, or a .json file";

    /// <inheritdoc/>
    public override string? FileOf(CompilerOptions options) => Get(options)?.Value is { } device && DeviceCatalog.IsFile(device) ? device : null;

    public override string Format(CompilerOptions options) => Get(options)?.Value ?? "";

    /// <inheritdoc/>
    public override string? Describe(CompilerOptions options) => Get(options)?.Definition.Laws.Name;

    private protected override CompilerOptions ReadValue(string text, CompilerOptions options, OptionSource source)
    {
        var name = text.Trim();
        if (DeviceCatalog.IsFile(name))
        {
            if (PathOption.FindFile(Name, text, source) is not { } path)
                return options;
            return DeviceFile.Read(path, source.Diagnostics) is { } own ? Set(options, new DeviceChoice(path, own)) : options;
        }

        if (DeviceCatalog.Find(name) is { } known)
            return Set(options, new DeviceChoice(name, known));
        return Reject(text, options, source, DeviceCatalog.WhatThereIs(name));
    }
}
