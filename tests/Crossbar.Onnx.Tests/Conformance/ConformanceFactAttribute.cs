namespace Crossbar.Onnx.Tests.Conformance;

/// <summary>A test that needs the ONNX project's test data: skipped with a reason where they are absent, unless CI requires them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ConformanceFactAttribute : FactAttribute
{
    public ConformanceFactAttribute()
    {
        if (ConformanceData.Folder is null && !Oracles.Required)
            Skip = "the ONNX test data are not here (Debian: apt-get install libonnx-testdata, or set CROSSBAR_ONNX_TESTDATA)";
    }
}
