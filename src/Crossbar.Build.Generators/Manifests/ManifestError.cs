namespace Crossbar.Build.Generators.Manifests;

/// <summary>Why a manifest cannot be read.</summary>
/// <param name="Line">The line at fault, counted from 0.</param>
/// <param name="Reason">What is wrong, as a sentence without its full stop.</param>
internal sealed record ManifestError(int Line, string Reason);
