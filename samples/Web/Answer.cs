namespace Web;

/// <summary>What crossbars and software say of one image.</summary>
/// <param name="Crossbars">The chip's verdict.</param>
/// <param name="Software">That of ONNX Runtime, in single precision.</param>
public sealed record Answer(Verdict Crossbars, Verdict Software);
