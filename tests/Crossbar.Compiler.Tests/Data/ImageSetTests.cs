using System.Buffers.Binary;
using Crossbar.Compiler.Data;

namespace Crossbar.Compiler.Tests.Data;

public sealed class ImageSetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string DataFile => _folder["data.npz"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Bytes_are_scaled_to_the_unit_range_unless_told_otherwise()
    {
        Write(NumpyBytes.Npz(("x", NumpyBytes.Npy("|u1", "(2, 2, 1, 2)", [0, 51, 255, 102, 1, 2, 3, 4])), ("y", NumpyBytes.Npy("<i8", "(2,)", Long(1, 0)))));
        var shape = new TensorShape(2, 1, 2);
        var set = ImageSet.Load(DataFile, shape, classCount: 2);
        Assert.Equal((2, true, 1, 0), (set.Count, set.HasLabels, set.Label(0), set.Label(1)));
        AssertClose([0, 0.2f, 1, 0.4f], Image(set, 0));
        AssertClose([1 / 255f, 2 / 255f, 3 / 255f, 4 / 255f], Image(set, 1));

        var normalized = ImageSet.Load(DataFile, shape, new InputNormalization(1 / 255f, [0.2f, 0.4f], [0.5f, 0.25f]));
        AssertClose([-0.4f, 0, 2.4f, 0], Image(normalized, 0));
    }

    [Fact]
    public void Floats_are_taken_as_they_are_even_where_bytes_would_be_normalised()
    {
        File.WriteAllBytes(DataFile, NumpyBytes.Npy("<f4", "(1, 2)", NumpyBytes.Floats(3, -4)));
        var set = ImageSet.Load(DataFile, new TensorShape(2), new InputNormalization(1 / 255f, [0.5f], [0.5f]));
        Assert.Equal([3, -4], Image(set, 0));
        Assert.False(set.HasLabels);
        Assert.Throws<InvalidOperationException>(() => set.Label(0));
    }

    [Theory]
    [InlineData("(2, 1, 2, 3)", true)]
    [InlineData("(2, 2, 3)", true)]
    [InlineData("(2, 6)", true)]
    [InlineData("(2, 3, 2)", false)]
    [InlineData("(2, 2, 3, 1)", false)]
    [InlineData("(12,)", false)]
    [InlineData("()", false)]
    [InlineData("(3, 4)", false)]
    public void A_shape_fits_where_nothing_but_the_channel_of_one_or_all_but_the_length_is_missing(string shape, bool fits)
    {
        Write(NumpyBytes.Npz(("x", NumpyBytes.Npy("|u1", shape, new byte[shape == "()" ? 1 : 12]))));
        if (fits)
        {
            Assert.Equal(2, ImageSet.Load(DataFile, new TensorShape(1, 2, 3)).Count);
            return;
        }

        var error = Refused(Descriptors.DataShape, new TensorShape(1, 2, 3));
        Assert.Contains("[N, 1, 2, 3] is needed", error.Message, StringComparison.Ordinal);
        Assert.Equal(DataFile, error.File);
    }

    [Fact]
    public void A_missing_file_gets_the_nearest_name()
    {
        File.WriteAllText(_folder["dat.npz"], "");
        var error = Refused(Descriptors.FileNotFound, new TensorShape(1));
        Assert.EndsWith("Did you mean 'dat.npz'?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_images_is_refused_with_the_reason()
    {
        var x = NumpyBytes.Npy("|u1", "(2, 1)", [1, 2]);
        Check("is empty", []);
        Check("neither a .npz nor an .npy", "text"u8.ToArray());
        Check("no .npz file", "PK text"u8.ToArray());
        Check("only 'images', 'y'", NumpyBytes.Npz(("images", x), ("y", x)));
        Check("only nothing", NumpyBytes.Npz());
        Check("no .npy array", NumpyBytes.Npz(("x", "x"u8.ToArray())));
        Check("save them as uint8", NumpyBytes.Npz(("x", NumpyBytes.Npy("<i8", "(1, 1)", Long(1)))));
        Check("no images", NumpyBytes.Npz(("x", NumpyBytes.Npy("|u1", "(0, 1)", []))));
        Check("image 1 has a value that is no finite number", NumpyBytes.Npz(("x", NumpyBytes.Npy("<f4", "(2, 1)", NumpyBytes.Floats(0, float.NaN)))));
        Check("(3,), but (2,) is needed", NumpyBytes.Npz(("x", x), ("y", NumpyBytes.Npy("|u1", "(3,)", [0, 0, 0]))));
        Check("whole numbers are needed", NumpyBytes.Npz(("x", x), ("y", NumpyBytes.Npy("<f4", "(2,)", NumpyBytes.Floats(0, 1)))));
        Check("label 1 is 10, but the network's classes are 0 to 9", NumpyBytes.Npz(("x", x), ("y", NumpyBytes.Npy("|u1", "(2,)", [9, 10]))));
        Check("label 0 is -1", NumpyBytes.Npz(("x", x), ("y", NumpyBytes.Npy("|i1", "(2,)", [255, 0]))));

        void Check(string expected, byte[] content)
        {
            Write(content);
            var error = Refused(Descriptors.InvalidData, new TensorShape(1));
            Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_truncation_is_refused_and_no_changed_byte_yields_other_images()
    {
        var random = new Random(1);
        var pixels = new byte[400];
        random.NextBytes(pixels);
        var whole = NumpyBytes.Npz(("x", NumpyBytes.Npy("|u1", "(4, 100)", pixels)));
        for (var length = 0; length < whole.Length; length += 7)
        {
            Write(whole[..length]);
            Refused(Descriptors.InvalidData, new TensorShape(100));
        }

        var identity = new InputNormalization(1, [0], [1]);
        var refusals = 0;
        for (var k = 0; k < whole.Length; k++)
        {
            var changed = (byte[])whole.Clone();
            changed[k] ^= 0x10;
            Write(changed);
            try
            {
                Assert.Equal(pixels[..100], Image(ImageSet.Load(DataFile, new TensorShape(100), identity), 0).Select(v => (byte)v));
            }
            catch (CompilationException)
            {
                refusals++;
            }
        }

        Assert.InRange(refusals, pixels.Length, whole.Length);
    }

    [Fact]
    public void A_zip_that_claims_more_than_its_bytes_can_hold_is_refused_before_allocation()
    {
        var bomb = NumpyBytes.Npz(("x", NumpyBytes.Npy("|u1", "(2000000000, 1)", [1])));

        // The uncompressed size stands 24 bytes into the central directory's entry.
        var directory = bomb.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BinaryPrimitives.WriteUInt32LittleEndian(bomb.AsSpan(directory + 24), 2_000_000_100);
        Write(bomb);
        Assert.Contains("cannot hold", Refused(Descriptors.InvalidData, new TensorShape(1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_choice_depends_on_the_seed_alone_and_grows_at_its_end()
    {
        Write(NumpyBytes.Npz(
            ("x", NumpyBytes.Npy("|u1", "(100, 1)", [.. Enumerable.Range(0, 100).Select(k => (byte)k)])),
            ("y", NumpyBytes.Npy("|u1", "(100,)", [.. Enumerable.Range(0, 100).Select(k => (byte)k)]))));
        var set = ImageSet.Load(DataFile, new TensorShape(1), new InputNormalization(1, [0], [1]));
        var ten = Values(set.Select(10, 5));
        Assert.Equal(10, ten.Distinct().Count());
        Assert.Equal(ten, Values(set.Select(10, 5)));
        Assert.Equal(ten, Values(set.Select(20, 5)).Take(10));
        Assert.NotEqual(ten, Values(set.Select(10, 6)));
        Assert.Equal(Enumerable.Range(0, 100), Values(set.Select(1000, -1)).Order());
        Assert.Equal(ten.Order(), Values(set.Select(10, 5).Select(10, 9)).Order());

        static int[] Values(ImageSet set) => [.. Enumerable.Range(0, set.Count).Select(k =>
        {
            Assert.Equal(set.Label(k), (int)Image(set, k)[0]);
            return set.Label(k);
        })];
    }

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(10)]
    public void A_choice_takes_the_classes_in_turn(int count)
    {
        // 90 images of class 0, 5 of class 7 and 5 of class 255.
        Write(NumpyBytes.Npz(
            ("x", NumpyBytes.Npy("|u1", "(100, 1)", [.. Enumerable.Range(0, 100).Select(k => (byte)k)])),
            ("y", NumpyBytes.Npy("|u1", "(100,)", [.. Enumerable.Repeat((byte)0, 90), 7, 255, 7, 255, 7, 255, 7, 255, 7, 255]))));
        var set = ImageSet.Load(DataFile, new TensorShape(1), new InputNormalization(1, [0], [1]));
        for (var seed = 0; seed < 20; seed++)
        {
            var chosen = set.Select(count, seed);
            var perClass = Enumerable.Range(0, count).CountBy(chosen.Label).Select(c => c.Value).ToArray();
            Assert.Equal(3, perClass.Length);
            Assert.True(perClass.Max() - perClass.Min() <= 1);
        }
    }

    [Fact]
    public void Every_image_is_chosen_about_equally_often()
    {
        Write(NumpyBytes.Npy("|u1", "(10, 1)", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
        var set = ImageSet.Load(DataFile, new TensorShape(1), new InputNormalization(1, [0], [1]));
        var counts = new int[10];
        for (var seed = 0; seed < 10_000; seed++)
            counts[(int)Image(set.Select(1, seed), 0)[0]]++;

        // Binomial with mean 1000 and deviation 30: five deviations.
        Assert.All(counts, c => Assert.InRange(c, 850, 1150));
    }

    private static byte[] Long(params long[] values)
    {
        var bytes = new byte[values.Length * sizeof(long)];
        for (var k = 0; k < values.Length; k++)
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(k * sizeof(long)), values[k]);
        return bytes;
    }

    private static float[] Image(ImageSet set, int index)
    {
        var image = new float[set.ImageShape.Length];
        set.CopyImage(index, image);
        return image;
    }

    private static void AssertClose(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var k = 0; k < expected.Length; k++)
            Assert.Equal(expected[k], actual[k], 1e-6f);
    }

    private void Write(byte[] content) => File.WriteAllBytes(DataFile, content);

    private Diagnostic Refused(DiagnosticDescriptor expected, TensorShape shape) =>
        Reported.Only(expected, () => ImageSet.Load(DataFile, shape, classCount: 10));
}
