using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Crossbar.Build;
using Crossbar.Compiler.Models;
using Crossbar.Compiler.Outputs;

namespace Crossbar.Compiler.Studies.Running;

/// <summary>
/// All that a study's results depend on, and no path, date or machine: two runs of the same identity give the same bits. It tells whether
/// results on disk belong to a study, and stands beside its table.
/// </summary>
/// <param name="Study">The study's name.</param>
/// <param name="Tool">The version, and which build of it.</param>
/// <param name="Arithmetic">
/// Kind of processor and width of its vectors, by which sums are rounded in another order; the system, whose library has the logarithms; and
/// the version of .NET.
/// </param>
/// <param name="Model">The model's file name; null without a model.</param>
/// <param name="Seed">Seed of everything random; null where the study varies it.</param>
/// <param name="Files">SHA-256 of every file that is read, by what it is.</param>
/// <param name="Options">Every option that decides a result and is not varied, as text.</param>
/// <param name="Arguments">What the study itself was asked for.</param>
/// <param name="Items">What its items are, in order.</param>
public sealed record StudyIdentity(
    string Study,
    string Tool,
    string Arithmetic,
    string? Model,
    int? Seed,
    ImmutableSortedDictionary<string, string> Files,
    ImmutableSortedDictionary<string, string> Options,
    ImmutableSortedDictionary<string, string> Arguments,
    ImmutableArray<string> Items)
{
    // Long enough that no two studies meet by chance.
    private const int FingerprintDigits = 12;

    /// <summary>The identity of a study of a model.</summary>
    /// <param name="plan">The study.</param>
    /// <param name="options">Its options.</param>
    /// <param name="model">The model; null where there is none.</param>
    /// <param name="data">Path of the images that it is studied on; null where there are none.</param>
    /// <param name="arguments">What else it was asked for.</param>
    public static StudyIdentity Of(
        StudyPlan plan, CompilerOptions options, LoadedModel? model, string? data, IEnumerable<KeyValuePair<string, string>> arguments)
    {
        var files = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (model is not null)
            files.Add("Model", model.Hash);
        foreach (var (weights, k) in (model?.Model.ExternalFiles ?? []).Select((file, k) => (file, k)))
            files.Add($"Weights {k + 1}", HashOf(weights));
        if (data is not null)
            files.Add("Data", HashOf(data));
        foreach (var option in OptionTable.All.Where(o => Decides(o, plan)))
        {
            if (option.FilesOf(options) is { Length: > 0 } read)
                files.Add(option.Name, HashOf(read));
        }

        return new StudyIdentity(
            plan.Kind.Name,
            $"{ProductVersion.Text}, build {BuildOf(typeof(StudyIdentity))}-{BuildOf(typeof(CrossbarNetwork))}",
            $"{RuntimeInformation.ProcessArchitecture}, vectors of {VectorBits} bits, {System}, .NET {Environment.Version.Major}",
            model?.FileName,
            plan.Varies.Contains(nameof(VariationOptions.Seed)) ? null : options.Variation.Seed,
            files.ToImmutable(),
            OptionTable.All.Where(d => Decides(d, plan) && d.Describe(options) is not null).ToImmutableSortedDictionary(d => d.Name, d => d.Describe(options)!, StringComparer.Ordinal),
            arguments.ToImmutableSortedDictionary(StringComparer.Ordinal),
            plan.Keys);
    }

    /// <summary>A short name that no other study has.</summary>
    [JsonIgnore]
    public string Fingerprint => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(ToJson())))[..FingerprintDigits];

    // Names and forms of what is generated change no result; and what the study varies says itself.
    private static bool Decides(OptionDefinition option, StudyPlan plan) =>
        option.Group is not (OptionGroup.Class or OptionGroup.Output) && !plan.Varies.Contains(option.Name)
        && !(option.InHardwareFile && plan.Varies.Contains(nameof(CompilerOptions.Hardware)));

    private static string System => OperatingSystem.IsWindows() ? "Windows" : OperatingSystem.IsMacOS() ? "macOS" : "Linux";

    private static int VectorBits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;

    /// <summary>As it stands in a study's folder.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ResultJson.Options).ReplaceLineEndings("\n") + "\n";

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static StudyIdentity FromJson(string text) =>
        JsonSerializer.Deserialize<StudyIdentity>(text, ResultJson.Options) is { Study: not null, Tool: not null, Arithmetic: not null, Items.IsDefault: false } identity
        && identity is { Files: not null, Options: not null, Arguments: not null }
        && !identity.Items.Concat(identity.Files.Values).Concat(identity.Options.Values).Concat(identity.Arguments.Values).Contains(null)
            ? identity
            : throw new JsonException("A property is missing.");

    /// <summary>The first thing that is not the same in another study, for people; null where all is.</summary>
    /// <param name="there">The other.</param>
    public string? DifferenceFrom(StudyIdentity there)
    {
        var (mine, theirs) = (Flat(), there.Flat());
        // What differs most comes first: another study, another model.
        foreach (var name in mine.Keys.Union(theirs.Keys))
        {
            var (here, other) = (mine.GetValueOrDefault(name, "nothing"), theirs.GetValueOrDefault(name, "nothing"));
            if (here != other)
                return $"{name} is {other} there, and {here} here";
        }

        return null;
    }

    private Dictionary<string, string> Flat()
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["the study"] = Study,
            ["the model"] = Model ?? "none",
            ["the tool"] = Tool,
            ["the arithmetic"] = Arithmetic,
        };
        foreach (var (name, value) in Files)
            all["the SHA-256 of " + name] = value;
        foreach (var (name, value) in Options.Concat(Arguments))
            all[name] = value.Length > 0 ? value : "not given";
        foreach (var (key, k) in Items.Select((key, k) => (key, k)))
            all[$"what is studied as number {k + 1}"] = key;
        return all;
    }

    // A build of the same sources has the same identifier, and one of others another.
    private static string BuildOf(Type type) => type.Assembly.ManifestModule.ModuleVersionId.ToString("N")[..8];

    /// <summary>SHA-256 of a file, or of the names and hashes of several in one folder, in hexadecimal.</summary>
    internal static string HashOf(ImmutableArray<string> paths) => paths.Length == 1
        ? HashOf(paths[0])
        : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(paths.Select(path => $"{Path.GetFileName(path)} {HashOf(path)}\n")))));

    /// <summary>SHA-256 of a file, in hexadecimal.</summary>
    internal static string HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexString(SHA256.HashData(file));
    }
}
