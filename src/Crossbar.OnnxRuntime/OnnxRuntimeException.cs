namespace Crossbar.OnnxRuntime;

/// <summary>ONNX Runtime refused something; the message is its own.</summary>
public sealed class OnnxRuntimeException : Exception
{
    /// <summary>Carries ONNX Runtime's status.</summary>
    /// <param name="code">OrtErrorCode.</param>
    /// <param name="message">ONNX Runtime's message.</param>
    public OnnxRuntimeException(int code, string message)
        : base(message) => Code = code;

    /// <summary>
    /// OrtErrorCode: 1 failure, 2 invalid argument, 3 no such file, 6 runtime exception, 7 invalid protobuf, 10 invalid graph.
    /// </summary>
    public int Code { get; }
}
