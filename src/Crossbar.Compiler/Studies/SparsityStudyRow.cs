namespace Crossbar.Compiler.Studies;

/// <summary>How many of a crossbar layer's inputs are 0.</summary>
/// <param name="Depth">Number of the layer among the crossbar layers, from 1.</param>
/// <param name="Layer">Its name.</param>
/// <param name="Input">Shape of its input, [C, H, W].</param>
/// <param name="Images">Number of images.</param>
/// <param name="Sparsity">Share of the inputs of all images that are 0, 0 to 1.</param>
/// <param name="SparsityLow">Lower end of its 95 % interval, by images; null for a single image.</param>
/// <param name="SparsityHigh">Upper end.</param>
/// <param name="LeastSparsity">The least of one image.</param>
/// <param name="GreatestSparsity">The greatest of one image.</param>
public sealed record SparsityStudyRow(
    int Depth, string Layer, string Input, int Images, double Sparsity, double? SparsityLow, double? SparsityHigh, double LeastSparsity, double GreatestSparsity);
