using System.Numerics;
using System.Text.Json.Serialization;

namespace Crossbar.Compiler.Outputs;

/// <summary>Numbers as they are, for results that JSON or CSV can hold: what is NaN or infinite ends the command before anything is written.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed class FiniteNumbers<T> : JsonConverter<T>
    where T : IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        typeof(T) == typeof(float) ? T.CreateChecked(reader.GetSingle()) : T.CreateChecked(reader.GetDouble());

    /// <inheritdoc/>
    /// <exception cref="CompilationException">It is NaN or infinite (CBX0016).</exception>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        Check(value);
        // Not by way of double, which has other digits.
        if (value is float single)
            writer.WriteNumberValue(single);
        else
            writer.WriteNumberValue(double.CreateChecked(value));
    }

    /// <summary>Lets a finite number pass.</summary>
    /// <exception cref="CompilationException">It is NaN or infinite (CBX0016).</exception>
    public static void Check(T value)
    {
        if (!T.IsFinite(value))
        {
            throw new CompilationException(
                Descriptors.NotComputable, null, FormattableString.Invariant($"a number of the result is {value}. Choose weights, images and options that are less extreme."));
        }
    }
}
