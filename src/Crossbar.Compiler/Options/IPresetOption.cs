namespace Crossbar.Compiler.Options;

/// <summary>An option that takes a name of a catalogue, or a file.</summary>
internal interface IPresetOption
{
    /// <summary>The names.</summary>
    ImmutableArray<string> Names { get; }
}
