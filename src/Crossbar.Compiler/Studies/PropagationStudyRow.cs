namespace Crossbar.Compiler.Studies;

/// <summary>How far a chip has strayed from the digital network behind one crossbar layer.</summary>
/// <param name="Bits">Resolution of the DACs and ADCs, such as 6/6.</param>
/// <param name="Depth">Number of the layer among the crossbar layers, from 1.</param>
/// <param name="Layer">Its name.</param>
/// <param name="Images">Number of images.</param>
/// <param name="MeanError">Mean of the outputs' absolute errors as a share of the range of the layer's digital outputs (paper, section 3.3.2).</param>
/// <param name="MeanLow">Lower end of its 95 % interval, by the means of images; null for a single image.</param>
/// <param name="MeanHigh">Upper end.</param>
/// <param name="WorstError">The greatest of them.</param>
/// <param name="RelativeError">Root mean square of the errors over that of the digital outputs.</param>
public sealed record PropagationStudyRow(
    string Bits, int Depth, string Layer, int Images, double MeanError, double? MeanLow, double? MeanHigh, double WorstError, double RelativeError);
