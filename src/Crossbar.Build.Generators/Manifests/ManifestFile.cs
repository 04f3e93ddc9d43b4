namespace Crossbar.Build.Generators.Manifests;

/// <summary>A manifest as it was read: a value, so that equal files are equal steps.</summary>
/// <param name="Path">The file.</param>
/// <param name="Manifest">What it says; null when it cannot be read.</param>
/// <param name="Error">Why it cannot be read; null when it can.</param>
internal sealed record ManifestFile(string Path, Manifest? Manifest, ManifestError? Error);
