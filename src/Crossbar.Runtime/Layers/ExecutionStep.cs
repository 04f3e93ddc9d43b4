namespace Crossbar.Runtime.Layers;

/// <summary>One step of a prediction: a layer's kernel, and the addition and the ReLU or clipping behind it that it does on the way.</summary>
/// <param name="Layer">Number of the layer.</param>
/// <param name="Output">The value that the step computes.</param>
/// <param name="Summand">The value that is added to the layer's output, -1 for none.</param>
/// <param name="Floor">What lesser outputs are raised to, −∞ for none.</param>
/// <param name="Ceiling">What greater outputs are then lowered to, +∞ for none.</param>
internal readonly record struct ExecutionStep(int Layer, int Output, int Summand, float Floor, float Ceiling);
