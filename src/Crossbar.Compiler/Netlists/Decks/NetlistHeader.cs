using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Crossbar.Build;
using Crossbar.Compiler.Models;
using Crossbar.Compiler.Outputs;

namespace Crossbar.Compiler.Netlists.Decks;

/// <summary>What every file says of where it comes from: model, version, options. No date and no path: the same input gives the same bytes.</summary>
/// <param name="Lines">The lines.</param>
internal sealed record NetlistHeader(ImmutableArray<string> Lines)
{
    /// <summary>What all files with a header look like, and pictures.</summary>
    public static OutputForm Form { get; } = OutputForm.Holding(Mark);

    // A layer may have any name; ngspice ends at first lines of tens of thousands of characters.
    private const int LongestTitle = 500;

    /// <summary>What says so in the first lines of a file.</summary>
    public const string Mark = "Written by: Crossbar.Build";

    private static readonly ImmutableArray<OptionGroup> ChipGroups = [OptionGroup.Mapping, OptionGroup.Hardware, OptionGroup.Variation];

    /// <summary>The header of a model's files.</summary>
    public static NetlistHeader Of(LoadedModel model)
    {
        var options = OptionTable.All
            .Where(d => (ChipGroups.Contains(d.Group) || d.Stage == typeof(NetlistOptions)))
            // What is not given is as another says.
            .Where(d => d.Describe(model.Options) is { Length: > 0 })
            .Select(d => $"{d.Name} = {d.Describe(model.Options)} {d.Unit}".TrimEnd());
        return new NetlistHeader(
        [
            $"Model: {model.FileName}, SHA-256 {(model.Hash.Length > 0 ? model.Hash : "unknown")}",
            $"Written by: Crossbar.Build {ProductVersion.Text}",
            "Options:",
            .. options,
        ]);
    }

    /// <summary>The lines of one file.</summary>
    /// <param name="title">Its first line.</param>
    /// <param name="description">What is special about it.</param>
    public ImmutableArray<string> With(string title, ImmutableArray<string> description) =>
        [title.Length <= LongestTitle ? title : $"{title[..LongestTitle]}...", .. description, .. Lines];

    /// <summary>A line that tells an array's conductances from others.</summary>
    /// <param name="conductances">Its conductances, in siemens.</param>
    /// <param name="states">What is at its places, or empty; where no device is a negative zero counts, as in tables.</param>
    public static string HashOf(ReadOnlySpan<double> conductances, ReadOnlySpan<CellState> states)
    {
        var numbers = conductances.ToArray();
        for (var k = 0; k < numbers.Length; k++)
            numbers[k] = CellStates.IsAbsent(states, k) ? -0.0 : numbers[k];
        return $"Conductances: SHA-256 {Hash(MemoryMarshal.AsBytes<double>(numbers))}";
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexString(SHA256.HashData(bytes));
}
