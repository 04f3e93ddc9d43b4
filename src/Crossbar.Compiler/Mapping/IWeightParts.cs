namespace Crossbar.Compiler.Mapping;

/// <summary>What weights are the sums of, each part in a column of its own.</summary>
internal interface IWeightParts
{
    /// <summary>Number of parts.</summary>
    int Count { get; }

    /// <summary>What a part contributes to a weight.</summary>
    /// <param name="output">The weight's output.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="part">Which part.</param>
    float PartOf(int output, float weight, int part);

    /// <summary>How much a unit of weight adds to the value of a cell, from 0 to 1.</summary>
    /// <param name="output">The output.</param>
    /// <param name="part">The part.</param>
    double ScaleOf(int output, int part);

    /// <summary>The value, from 0 to 1, of what is subtracted before the ADC; 0 where nothing is, or the cells of the other sign.</summary>
    double ZeroLevel { get; }

    /// <summary>The part of a weight that this value stands for.</summary>
    /// <param name="output">The output.</param>
    /// <param name="part">The part.</param>
    float ZeroWeightOf(int output, int part);
}
