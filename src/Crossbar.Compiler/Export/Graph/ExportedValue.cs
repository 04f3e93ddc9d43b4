namespace Crossbar.Compiler.Export.Graph;

/// <summary>A tensor of the exported graph.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Dimensions">Its dimensions without the first one, which is the batch, or 1 for what is the same for every image.</param>
/// <param name="IsConstant">Whether it is the same for every image.</param>
internal sealed record ExportedValue(string Name, ImmutableArray<int> Dimensions, bool IsConstant = false);
